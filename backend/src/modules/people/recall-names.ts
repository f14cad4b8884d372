/** Names for measuring recall only. The sound rules were never tuned on them and nothing outside the tests may read them. */

export const unseenMaleNames = `
Abdul अब्दुल, Abhay अभय, Abhishek अभिषेक, Ajit अजीत, Akhilesh अखिलेश, Akshay अक्षय, Anand आनंद, Ashutosh आशुतोष,
Balwant बलवंत, Bhaskar भास्कर, Bhola भोला, Bhupendra भूपेंद्र, Bhuvan भुवन, Brijesh बृजेश, Brijmohan बृजमोहन,
Chandraprakash चंद्रप्रकाश, Chetan चेतन, Chhotelal छोटेलाल, Dashrath दशरथ, Devendra देवेन्द्र, Dhaniram धनीराम,
Dnyaneshwar ज्ञानेश्वर, Firoz फिरोज, Gajendra गजेंद्र, Girish गिरीश, Gopal गोपाल, Govind गोविंद, Hariom हरिओम,
Harish हरीश, Imran इमरान, Irfan इरफान, Javed जावेद, Jawahar जवाहर, Kamlesh कमलेश, Kedar केदार, Kishan किशन, Krishna
कृष्ण, Laxmikant लक्ष्मीकांत, Madan मदन, Mahavir महावीर, Mahendra महेन्द्र, Mahesh महेश, Maheshwar महेश्वर,
Manmohan मनमोहन, Mohan मोहन, Mohit मोहित, Murari मुरारी, Namdev नामदेव, Narendra नरेन्द्र, Omprakash ओमप्रकाश,
Pankaj पंकज, Parashuram परशुराम, Paritosh परितोष, Parmeshwar परमेश्वर, Pawan पवन, Phoolchand फूलचंद, Prashant
प्रशांत, Prithviraj पृथ्वीराज, Pushpendra पुष्पेन्द्र, Radheshyam राधेश्याम, Raghuvir रघुवीर, Rahul राहुल, Rajendra
राजेंद्र, Rajesh राजेश, Rameshwar रामेश्वर, Ramswaroop रामस्वरूप, Rashid राशिद, Rohan रोहन, Rohit रोहित, Roshan
रोशन, Salim सलीम, Sandeep संदीप, Sanjay संजय, Satish सतीश, Satyaprakash सत्यप्रकाश, Saurabh सौरभ, Shabbir शब्बीर,
Shankar शंकर, Shivraj शिवराज, Shrikant श्रीकांत, Siddharth सिद्धार्थ, Sohan सोहन, Subodh सुबोध, Sukhdev सुखदेव,
Sumit सुमित, Sunil सुनील, Surendra सुरेंद्र, Suryakant सूर्यकांत, Sushant सुशांत, Tarachand ताराचंद, Tejas तेजस,
Vaibhav वैभव, Vijay विजय, Vikas विकास, Vinay विनय, Vishal विशाल, Vishwanath विश्वनाथ, Yash यश, Yogendra योगेंद्र,
Zakir जाकिर
`

export const unseenFemaleNames = `
Aarti आरती, Akanksha आकांक्षा, Annapurna अन्नपूर्णा, Aparna अपर्णा, Aradhya आराध्या, Archana अर्चना, Asha आशा,
Ayesha आयशा, Champa चंपा, Chhaya छाया, Dnyaneshwari ज्ञानेश्वरी, Ganga गंगा, Gulab गुलाब, Harsha हर्षा, Indira
इंदिरा, Indu इंदु, Jamuna जमुना, Kalpana कल्पना, Kamla कमला, Kaushalya कौशल्या, Kavita कविता, Kesar केसर, Kiran
किरण, Kirti कीर्ति, Kranti क्रांति, Kusum कुसुम, Laxmi लक्ष्मी, Leela लीला, Madhu मधु, Malti मालती, Mamta ममता,
Manisha मनीषा, Manju मंजू, Mary मैरी, Mohini मोहिनी, Mrinalini मृणालिनी, Neelam नीलम, Parvati पार्वती, Poonam पूनम,
Prabha प्रभा, Pragya प्रज्ञा, Pratibha प्रतिभा, Preeti प्रीति, Priya प्रिया, Pushpa पुष्पा, Ragini रागिनी,
Rajkumari राजकुमारी, Raksha रक्षा, Ramkali रामकली, Ranjana रंजना, Ratna रत्ना, Rehana रेहाना, Reshma रेशमा, Rita
रीता, Sadhana साधना, Sandhya संध्या, Savita सविता, Shabnam शबनम, Shahnaz शहनाज, Shanti शांति, Sheela शीला, Sita
सीता, Sonam सोनम, Sulekha सुलेखा, Suman सुमन, Sumitra सुमित्रा, Supriya सुप्रिया, Sushma सुषमा, Swati स्वाति,
Vandana वंदना, Varsha वर्षा, Vidya विद्या, Vijaya विजया, Vimla विमला, Vriddhi वृद्धि, Yamuna यमुना
`

export const unseenSurnames = `
Ahirwar अहिरवार, Ahuja आहूजा, Bairagi बैरागी, Bansal बंसल, Beg बेग, Bhadoria भदौरिया, Bhatia भाटिया, Bhatnagar
भटनागर, Bhatt भट्ट, Bhoyar भोयर, Bisht बिष्ट, Chamar चमार, Chatterjee चटर्जी, Chauhan चौहान, Chavan चव्हाण, Chhabra
छाबड़ा, Damor डामोर, Deshmukh देशमुख, Dhobi धोबी, Dixit दीक्षित, Dnyate ज्ञाते, Dubey दुबे, Dwivedi द्विवेदी,
Gautam गौतम, Gill गिल, Hashmi हाशमी, Jadhav जाधव, Jaiswal जायसवाल, Jhariya झारिया, Joshi जोशी, Kadam कदम, Kale
काळे, Kapoor कपूर, Kaushik कौशिक, Kesharwani केशरवानी, Khan खान, Khandelwal खंडेलवाल, Khanna खन्ना, Kshirsagar
क्षीरसागर, Kumbhkar कुंभकार, Kurmi कुर्मी, Kushwaha कुशवाहा, Lakra लकड़ा, Maheshwari माहेश्वरी, Malhotra मल्होत्रा,
Mane माने, Mansuri मंसूरी, Mathur माथुर, Mittal मित्तल, Modi मोदी, More मोरे, Mukherjee मुखर्जी, Nai नाई, Negi
नेगी, Nema नेमा, Nishad निषाद, Ojha ओझा, Pant पंत, Patel पटेल, Pathak पाठक, Patidar पाटीदार, Patil पाटील, Phadke
फडके, Prajapati प्रजापति, Qureshi कुरैशी, Raghuvanshi रघुवंशी, Rajput राजपूत, Rathore राठौर, Rawat रावत, Sahu साहू,
Sandhu संधू, Scindia सिंधिया, Sethi सेठी, Shukla शुक्ला, Siddiqui सिद्दीकी, Sikarwar सिकरवार, Singh सिंह, Sisodia
सिसोदिया, Solanki सोलंकी, Syed सैयद, Tambe तांबे, Tandekar तांडेकर, Thorat थोरात, Tomar तोमर, Tripathi त्रिपाठी,
Uikey उइके, Upadhyay उपाध्याय, Vaishnav वैष्णव, Valmiki वाल्मीकि, Vashishtha वशिष्ठ, Vishwakarma विश्वकर्मा, Vyas
व्यास, Wankhede वानखेडे
`
